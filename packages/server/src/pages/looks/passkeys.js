// Passkeys: what a browser can do only with a script. Everything else on these pages does without.
(() => {
  const { browserSupportsWebAuthn, startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser;
  if (!browserSupportsWebAuthn()) return;
  const says = document.getElementById('passkey-says');
  const send = async (path, body) => {
    const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const said = await response.json();
    if (!response.ok) throw new Error(said.detail);
    return said;
  };
  const acts = {
    'sign-in': async (button) => {
      const { attempt, options } = await send('/api/passkeys', { do: 'start' });
      await send('/api/passkeys', { do: 'finish', attempt, response: await startAuthentication({ optionsJSON: options }) });
      location.assign(button.dataset.to);
    },
    make: async () => {
      const { attempt, options } = await send('/api/account', { do: 'start-passkey' });
      const response = await startRegistration({ optionsJSON: options });
      await send('/api/account', { do: 'finish-passkey', attempt, name: navigator.platform || 'a device', response });
      location.reload();
    },
  };
  for (const button of document.querySelectorAll('[data-passkey]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      says.hidden = true;
      acts[button.dataset.passkey](button).catch((error) => {
        says.textContent = `That did not work: ${error.message}`;
        says.hidden = false;
      });
    });
  }
})();
