import { createSigner, type RouterSettings } from './signer.ts';

/** Of a body as large as a usual one, in bytes. */
const size = 4_000;

/** Microseconds of CPU that one signature takes: what the routers of others have to do beside their own work. */
export async function signingCost(settings: Pick<RouterSettings, 'dataDir' | 'addresses'>): Promise<number> {
  const signerOf = await createSigner(settings);
  const [url] = Object.values(settings.addresses);
  const body = 'x'.repeat(size);
  const sign = (count: number) => {
    const { user, system } = process.cpuUsage();
    for (let at = 0; at < count; at++) signerOf(url as string, body);
    const after = process.cpuUsage();
    return (after.user + after.system - user - system) / count;
  };
  sign(2_000);
  return sign(5_000);
}
