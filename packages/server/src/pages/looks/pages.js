// The one script of the public pages. Everything is there without it; with it pages go on by themselves.
const $ = (selector, under = document) => [...under.querySelectorAll(selector)];

/* What is on the page goes on: parts that changed are sent by the server, each whole. */
const tell = (text) => {
  const line = document.getElementById('line');
  if (line && line.textContent !== text) line.textContent = text;
};

const show = (name, html) => {
  const part = document.getElementById(`live-${name}`);
  if (!part) return;
  const held = part.contains(document.activeElement) ? document.activeElement : undefined;
  const open = new Set($('details[open] > summary', part).map((each) => each.textContent));
  part.innerHTML = html ?? '';
  for (const summary of $('details > summary', part)) if (open.has(summary.textContent)) summary.parentElement.open = true;
  const again =
    held &&
    $('a[href], [tabindex], summary', part).find((each) =>
      held.href ? each.href === held.href : each.getAttribute('aria-label') === held.getAttribute('aria-label'),
    );
  again?.focus({ preventScroll: true });
  count();
  turn(0);
};

const follow = (seq) => {
  const address = new URL(location.href);
  address.hash = '';
  address.searchParams.set('live', seq);
  const source = new EventSource(address);
  source.addEventListener('open', () => tell('Live: this page goes on by itself.'));
  source.addEventListener('snapshot', ({ data }) => {
    for (const [name, html] of Object.entries(JSON.parse(data).answer)) show(name, html);
  });
  source.addEventListener('patch', ({ data }) => {
    for (const { path, value } of JSON.parse(data).patch) show(path.slice(1), value);
  });
  source.addEventListener('error', () => {
    tell('The line is lost; trying again.');
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(seq), 5000);
  });
  addEventListener('pagehide', () => source.close());
};

/* Clocks: what is written is when they end; what is shown is what is left. */
const SOON = 2 * 3600;
const count = () => {
  for (const time of $('time.ends')) {
    const left = Math.ceil((Date.parse(time.dateTime) - Date.now()) / 1000);
    time.dataset.said ??= time.textContent;
    if (left > SOON || Number.isNaN(left)) continue;
    const text = left <= 0 ? 'over' : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left`;
    if (time.textContent !== text) time.textContent = text;
    time.title = time.dataset.said;
  }
};
if ($('time.ends').length > 0 || document.body.dataset.seq) setInterval(count, 1000);
count();

/* A number says why in a window over the page. */
const dialog = document.createElement('dialog');
dialog.setAttribute('aria-labelledby', 'why-title');
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) dialog.close();
});
const why = async (link) => {
  const answered = await fetch(link.href);
  if (!answered.ok) throw new Error(String(answered.status));
  const page = new DOMParser().parseFromString(await answered.text(), 'text/html');
  const title = document.createElement('h2');
  title.id = 'why-title';
  title.textContent = page.querySelector('h1').textContent;
  const close = document.createElement('button');
  close.textContent = 'Close';
  close.addEventListener('click', () => dialog.close());
  const own = document.createElement('a');
  own.href = link.href;
  own.textContent = 'On a page of its own';
  const foot = document.createElement('p');
  foot.className = 'turns';
  foot.append(own, close);
  dialog.replaceChildren(title, page.getElementById('reason'), foot);
  document.body.append(dialog);
  dialog.showModal();
};
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a.why') : undefined;
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  why(link).catch(() => location.assign(link.href));
});

/* The big screen turns from board to board until it is held. */
const TURN = 12000;
let held = false;
function turn(by) {
  const boards = $('.board');
  if (boards.length === 0) return;
  const at = Number(document.body.dataset.board ?? boards.findIndex((each) => each.classList.contains('shown')));
  const next = (Math.max(0, Math.min(at, boards.length - 1)) + by + boards.length) % boards.length;
  document.body.dataset.board = String(next);
  boards.forEach((each, index) => each.classList.toggle('shown', index === next));
}
if (document.body.classList.contains('screen')) {
  const [back, hold, on] = ['back', 'hold', 'on'].map((id) => document.getElementById(id));
  let timer = 0;
  const go = () => {
    clearInterval(timer);
    if (!held) timer = setInterval(() => turn(1), TURN);
  };
  const step = (by) => {
    turn(by);
    go();
  };
  const toggle = () => {
    held = !held;
    hold.setAttribute('aria-pressed', String(held));
    hold.textContent = held ? 'Held' : 'Hold';
    go();
  };
  for (const button of [back, hold, on]) button.hidden = false;
  back.addEventListener('click', () => step(-1));
  on.addEventListener('click', () => step(1));
  hold.addEventListener('click', toggle);
  addEventListener('keydown', (event) => {
    if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === ' ' && event.target === document.body) toggle();
    else return;
    event.preventDefault();
  });
  go();
}

/* What is sent is sent once. */
for (const form of $('form[method="post"]'))
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    for (const button of $('button[type="submit"]', form)) button.setAttribute('aria-disabled', 'true');
    setTimeout(() => delete form.dataset.sent, 10000);
  });

const { seq } = document.body.dataset;
if (seq !== undefined && 'EventSource' in window) follow(seq);
