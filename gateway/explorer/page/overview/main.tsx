import { createRoot } from 'react-dom/client';
import { Frame } from '../frame/frame.tsx';
import { Overview } from './overview.tsx';

createRoot(document.getElementById('page') as HTMLElement).render(
  <Frame page="overview">
    <Overview />
  </Frame>,
);
