import { useSession } from './session.tsx';

export function Who() {
  const { known, role, chooseRole } = useSession();
  return (
    <select aria-label="role" value={role ?? ''} onChange={(event) => void chooseRole(event.target.value || null)}>
      <option value="">–</option>
      {known?.roles?.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
