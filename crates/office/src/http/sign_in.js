import { answers, canBeAsked, show } from "/passkey.js";

// The link's secret, and what a provider of accounts sent along, leave the address before anything else happens, so that they stay
// in no history.
const link = location.hash.slice(1);
const brought = new URLSearchParams(location.search);
history.replaceState(null, "", "/sign-in");

const part = id => document.getElementById(id);
const ways = document.body.dataset.ways.split(" ");
const silent = "The office did not answer. Look whether it is running, then try again.";
const not_shown = "No passkey was shown. Nobody was signed in. Try again, or sign in another way.";

// Gives the office's answer, or nothing once its no is on the page.
async function ask(path, body) {
  part("says").textContent = "";
  try {
    const answer = await fetch(path, { method: "POST", body: JSON.stringify(body) });
    if (answer.ok) return answer;
    part("says").textContent = (await answer.json()).sentence;
  } catch {
    part("says").textContent = silent;
  }
  return undefined;
}

function form(id, path, also) {
  const shown = part(id);
  shown.hidden = false;
  shown.addEventListener("submit", async event => {
    event.preventDefault();
    if (await ask(path, { ...Object.fromEntries(new FormData(shown)), ...also })) location.replace("/");
  });
}

// A button that can be pressed again once it has done what it does.
function button(id, act) {
  const shown = part(id);
  const pressed = shown.querySelector("button");
  shown.hidden = false;
  pressed.addEventListener("click", async () => {
    pressed.disabled = true;
    await act();
    pressed.disabled = false;
    pressed.focus();
  });
}

async function byAccount() {
  const answer = await ask("/api/sign-in/account", {});
  if (answer) location.assign((await answer.json()).address);
}

async function byPasskey() {
  const answer = await ask("/api/sign-in/passkey", {});
  if (!answer) return;
  const shown = await show(await answer.json());
  if (!shown) part("says").textContent = not_shown;
  else if (await ask("/api/sign-in/passkey/shown", answers(shown))) location.replace("/");
}

function signIn() {
  if (ways.includes("account")) button("by-account", byAccount);
  if (ways.includes("passkey") && canBeAsked) button("by-passkey", byPasskey);
  if (ways.includes("password")) form("sign-in", "/api/sign-in", {});
}

if (link) {
  const answer = await ask("/api/first-time", { link });
  if (answer) {
    const { login, name, secret, app_link } = await answer.json();
    part("who").textContent = name;
    part("as").textContent = login;
    part("secret").textContent = secret;
    part("app-link").href = app_link;
    form("first-time", "/api/first-time/set", { link });
  } else if (!ways.includes("password")) {
    signIn();
  }
} else if (brought.has("state")) {
  const said = { state: brought.get("state"), code: brought.get("code") };
  if (await ask("/api/sign-in/account/shown", said)) location.replace("/");
  else signIn();
} else {
  signIn();
}
document.querySelector("input:not([hidden] *), button:not([hidden] *)")?.focus();
