import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.tsx';
import { Frame } from './frame/frame.tsx';
import { SessionProvider } from './session/session.tsx';
import { Who } from './session/who.tsx';

createRoot(document.getElementById('page') as HTMLElement).render(
  <SessionProvider>
    <Frame page="explorer" tools={<Who />}>
      <Explorer />
    </Frame>
  </SessionProvider>,
);
