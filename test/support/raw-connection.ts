import { once } from 'node:events';
import { connect } from 'node:net';

/** A connection that sends just this text, as no client of HTTP would; `closed` gives all that came back once it has ended. */
export async function openRaw(url: string, text: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answered = '';
  socket.setEncoding('utf8').on('data', (part) => (answered += part));
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answered)));
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(text);
  return { socket, closed, answered: () => answered };
}

/** The status, headers and body of the last answer in a text. */
export function lastAnswer(text: string) {
  const [head = '', body = ''] = text.slice(text.lastIndexOf('HTTP/1.1 ')).split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/, 2).map((part) => part.toLowerCase())));
  return { status: Number(first.split(' ')[1]), headers: headers as Record<string, string>, body };
}
