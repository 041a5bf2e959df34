import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const checkout = join(import.meta.dirname, '..', '..');

/** The page that an operator goes by. */
const page = join(checkout, 'gateway', 'running.md');

/** The commands of the page's block that begins with the comment `# TITLE`. Error where it has none, or several. */
export async function commandsOf(title: string): Promise<string> {
  const blocks = [...(await readFile(page, 'utf8')).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
    ([, text]) => text ?? '',
  );
  const found = blocks.filter((text) => text.startsWith(`# ${title}`));
  if (found.length !== 1) throw new Error(`gateway/running.md: expected one block of commands "# ${title}"`);
  return found[0] as string;
}

/** Runs commands of the page as an operator does, in the checkout; gives what they print. As another user from `/`, for the
 * checkout may be closed to it. Error where one fails. */
export async function runCommands(
  title: string,
  env: Record<string, string>,
  user: { uid: number; gid: number } | undefined = undefined,
): Promise<string> {
  const child = spawn('sh', ['-euc', await commandsOf(title)], {
    ...user,
    cwd: user ? '/' : checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the commands "${title}" of gateway/running.md ended with ${code}:\n${output}`);
  return output;
}
