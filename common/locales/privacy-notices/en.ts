import type { PrivacyForm } from '../../contract/privacy.ts';

const rights = `## Your rights

At any time you can see and copy what is kept about you, have mistakes corrected, have it deleted, take back what you agreed to, object, and ask how it is used. Taking back consent does not undo what was done before.

- With an account, sign in and open “Privacy and data” (linked at the foot of this page): export, deletion and your consents are there.
- Without one, tell us through any way on the support page, and say what you sent on which day, so that we can find it.

We answer within 30 days. If the answer does not satisfy you, you can complain to the data protection authority of your country (in China, the cyberspace administration).`;

const who = `## Who is responsible

The operator of this support centre, named at the top left of every page. How to reach them is on the support page. The data are on the operator’s own server; this software sends nothing to its makers.`;

const deletion = `When the time is over, the system deletes by itself; the days are in the table at the foot of this page. Backups made by the operator may still hold copies until the old backups have been replaced; if an old backup is ever restored, deletions done since are done again.`;

/** What this release suggests as privacy notices; an operator makes them the centre's own. */
export const noticesEnglish: Record<PrivacyForm, string> = {
  proposal: `This notice is about the form for suggestions.

${who}

## What is collected, and what for

| what | what for |
|---|---|
| what you suggest, and the page that it is about | to improve the support page |
| how to reach you, if you say | to answer you when needed, and nothing else |
| time, and language of the page | to work in order, and to answer in a language that you read |

Without a contact your suggestion is anonymous. Please write nothing personal about others, and no passwords.

Legal basis: our legitimate interest in improving what we offer, on your own initiative (GDPR Article 6(1)(f); consent under Article 13 of China’s PIPL).

To keep out floods and to notice a form that is sent twice, the system uses your network address for a short time: limits are held in memory only; how long a record of a form sent twice stays is in the table. The address is not kept with your suggestion.

## Who sees it

The operators of this centre. It is not published, not sold, and not used for advertising or profiles.

## How long

${deletion}

${rights}
`,
  sign_in: `This notice is about signing in and accounts. Nobody needs an account to get help.

${who}

## What is collected, and what for

| what | what for |
|---|---|
| your name, the e-mail address or other accounts you sign in with, and whether they were proven | to know that it is you, and which entitlements and records are yours |
| password, passkeys, second factor, if you set them up | to sign in. Of a password only a hash is kept; nobody can read it |
| time, way, browser and network address of each sign-in | so that you can see where you are signed in, notice misuse and sign out |
| your organisations, roles and entitlements, if any | to decide what you can use and do |
| the changes you made | the change history, so that faults can be traced |
| mails sent to you: address, subject, time | to see whether they arrived. Codes and sign-in links are not kept once they have been sent |

Legal basis: to give you the account that you ask for (GDPR Article 6(1)(b); PIPL Article 13(1)(2)), and to keep accounts safe and logs as the law asks (GDPR Article 6(1)(c) and (f)).

Two cookies are used: one remembers that you are signed in, one the language you chose. There are none for statistics or advertising.

## Who sees it

Staff of this centre whose work needs it. Mails are delivered by the mail service that the operator chose; if you sign in with another site’s account, that site learns that you did. Nobody else gets it, it is not used for advertising or profiles, and no decision of weight about you is made by a machine alone.

## How long

As long as the account is there, its data are. Of everything else: ${deletion}

## After an account is deleted

You can delete your account yourself: for 7 days you can change your mind, then it is gone. What stays: a number in the change history, without your name; the record of which notice was confirmed, no longer tied to you; and, if an account was barred for breaking rules, a keyed hash of it until the bar ends, from which the account cannot be worked out.

${rights}
`,
  application: `This notice is about applying to join a group.

${who}

## What is collected, and what for

| what | what for |
|---|---|
| your e-mail address or other accounts, and whether they were proven | to know that the application is yours before it is looked at, to keep one person from taking several seats, and to tell you the result |
| what you fill in: reason, name, UID of a product, address of a pull request, answers to questions, as far as the form asks | to decide |
| what the checks found, such as “the UID exists” or “the pull request was merged”; the result only, nothing of what others answered | to decide, and to tell you why |
| times of application, decision and joining, and which invitation was used | to work in order, and to keep to the number of seats |

To check a UID or a pull request, what you typed of UID, e-mail address or pull request is sent to that product or code host.

Most applications are decided at once by the system, by conditions that are public; you are told every reason. You can appeal on the page of your application, and a moderator looks at it.

To keep out abuse, the system uses your network address for a short time: limits are held in memory only, and the address is not kept with your application.

Legal basis: to handle your application (GDPR Article 6(1)(b); PIPL Article 13(1)(2)).

## Who sees it

The moderators of that group and the operators of this centre. Once you are in, the platform of the group handles your data by its own rules.

## How long

${deletion} Of an account that was refused repeatedly or removed, a keyed hash is kept until the bar ends, then deleted.

${rights}
`,
  ticket: `This notice is about tickets.

${who}

## What is collected, and what for

| what | what for |
|---|---|
| your name and how to reach you | to answer you |
| what you describe, screenshots and logs | to find the cause and solve the problem |
| replies, and when they were given | to follow up, and to check that promises were kept |

Please leave no passwords in screenshots and logs, and cover what is about others.

Legal basis: to give the support that you ask for (GDPR Article 6(1)(b); PIPL Article 13(1)(2)).

## Who sees it

Staff who work on such questions and the operators of this centre.

## How long

${deletion}

${rights}
`,
};
