/** The channel on which every change of the content is told to other processes, such as from the command line to the server. */
export const contentChannel = 'lichun_content';
