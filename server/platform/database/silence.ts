import type { Socket } from 'node:net';
import type { Client, PoolClient } from 'pg';

/**
 * Gives a connection up on which something was asked and nothing has come back for so long. The server's own limits do not help when the
 * server itself hangs, its machine is gone, or the network between swallows packets.
 */
export function endWhenSilent(client: PoolClient, milliseconds: number): void {
  const { connection } = client as unknown as Client;
  const socket = connection.stream as Socket;
  let answered = socket.bytesWritten;
  connection.on('readyForQuery', () => (answered = socket.bytesWritten));
  // Each byte in either direction winds the clock up again; an idle connection is left alone.
  socket.setTimeout(milliseconds, () => {
    if (socket.bytesWritten !== answered) socket.destroy(new Error(`Connection terminated: the database said nothing for ${milliseconds} ms`));
  });
}
