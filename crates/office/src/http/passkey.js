// What the office says of passkeys in letters, as browsers take it, and back.

/** Whether this browser has passkeys for this address. */
export const canBeAsked = Boolean(window.PublicKeyCredential && navigator.credentials);

function bytes(text) {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, letter => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const known = list => (list ?? []).map(it => ({ ...it, id: bytes(it.id) }));

/** Asks a passkey. Gives nothing where nobody shows one. */
export async function show({ publicKey }) {
  const asked = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: known(publicKey.allowCredentials),
  };
  try {
    return await navigator.credentials.get({ publicKey: asked });
  } catch {
    return undefined;
  }
}

/** Has a passkey made. Gives nothing where nobody makes one. */
export async function make({ publicKey }) {
  const asked = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: known(publicKey.excludeCredentials),
  };
  try {
    return await navigator.credentials.create({ publicKey: asked });
  } catch {
    return undefined;
  }
}

/** What a passkey answered, in letters. */
export function answers(shown) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]) {
    if (shown.response[name]) response[name] = text(shown.response[name]);
  }
  if ("signature" in response) {
    response.userHandle = shown.response.userHandle ? text(shown.response.userHandle) : null;
  }
  const { credProps } = shown.getClientExtensionResults();
  const extensions = credProps ? { credProps } : {};
  return { id: shown.id, rawId: text(shown.rawId), type: shown.type, response, extensions };
}
