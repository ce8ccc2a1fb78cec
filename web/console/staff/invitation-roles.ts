/** The most roles that the form of an invitation offers. */
export const rolesOfInvitation = 5;
