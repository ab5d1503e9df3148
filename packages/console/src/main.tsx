import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { keepPage } from './kept-page.ts';
import { rememberedTheme } from './shell/top-bar.tsx';
import '@racetower/server/tokens.css';
import './design/base.css';
import './design/paper.css';

rememberedTheme();
const place = document.querySelector('#console');
if (place)
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
// Once all is there that the page began with.
addEventListener('load', () => void keepPage().catch(() => undefined));
