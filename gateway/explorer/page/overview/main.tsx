import { createRoot } from 'react-dom/client';
import { Frame } from '../frame/frame.tsx';

createRoot(document.getElementById('page') as HTMLElement).render(
  <Frame page="overview">
    <h1>Liên Thông</h1>
  </Frame>,
);
