import { ManifestError } from '../../schema/manifests/manifest.ts';
import { type Manifests, readManifests, stampOf } from './read-manifests.ts';

type WatchOptions = {
  folder: string;
  /** What stampOf said before the manifests of now were read. */
  stamp: string;
  /** Between two looks. By looking, because change notices do not come from network file systems nor through the links of Kubernetes. */
  milliseconds: number;
  onChange: (manifests: Manifests) => void;
  /** Told once for each change that cannot be taken over; what was there before stays. */
  onRefusal: (error: ManifestError) => void;
};

/** Tells each change of the manifests in a folder from now on. Holds no process open. */
export function watchManifests({ folder, stamp, milliseconds, onChange, onRefusal }: WatchOptions): {
  stop: () => void;
} {
  let seen = stamp;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const found = await stampOf(folder);
    if (found === seen) return;
    const manifests = await readManifests(folder);
    // Taken before they were read: what was written in between is found by the next look.
    seen = found;
    if (!isStopped) onChange(manifests);
  };
  let refused = '';
  const lookAgain = async () => {
    try {
      await look();
      refused = '';
    } catch (error) {
      const refusal = error instanceof ManifestError ? error : new ManifestError(`${folder}: cannot be read`);
      if (refusal.message !== refused && !isStopped) onRefusal(refusal);
      refused = refusal.message;
    }
    if (!isStopped) timer = setTimeout(lookAgain, milliseconds).unref();
  };
  timer = setTimeout(lookAgain, milliseconds).unref();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
