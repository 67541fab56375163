import { answers, canBeAsked, make } from "/passkey.js";

const part = id => document.getElementById(id);
const silent = "The office did not answer. Look whether it is running, then try again.";
const not_made = "No passkey was made. Nothing was added. Try again, perhaps on another thing of yours.";
const cannot = "This browser has no passkeys for this address. Use another one, or another device.";

// Gives the office's answer, or nothing once its no is on the page. Whoever is not signed in does that first.
async function call(method, path, body) {
  try {
    const answer = await fetch(path, { method, body: body && JSON.stringify(body) });
    if (answer.ok) return answer;
    if (answer.status === 401) location.replace("/sign-in");
    part("says").textContent = (await answer.json()).sentence;
  } catch {
    part("says").textContent = silent;
  }
  return undefined;
}

const day = time => new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

function row({ id, name, made_at, used_at }) {
  const shown = document.createElement("li");
  const remove = document.createElement("button");
  const called = document.createElement("span");
  called.id = `passkey-${id}`;
  called.textContent = `${name}, added ${day(made_at)}, ${used_at ? `last used ${day(used_at)}` : "not used yet"}`;
  remove.type = "button";
  remove.textContent = "Remove";
  remove.setAttribute("aria-describedby", called.id);
  remove.addEventListener("click", async () => {
    part("says").textContent = "";
    if (await call("POST", `/api/passkeys/${id}/remove`, {})) {
      await list();
      part("says").textContent = `${name} was removed. It signs nobody in any more.`;
      part("says").focus();
    }
  });
  shown.append(called, " ", remove);
  return shown;
}

async function list() {
  const answer = await call("GET", "/api/passkeys");
  if (!answer) return;
  const passkeys = await answer.json();
  part("all").replaceChildren(...passkeys.map(row));
  part("none").hidden = passkeys.length > 0;
}

async function add(name) {
  const answer = await call("POST", "/api/passkeys/begin", {});
  if (!answer) return;
  const made = await make(await answer.json());
  if (!made) part("says").textContent = not_made;
  else if (await call("POST", "/api/passkeys/add", { name, passkey: answers(made) })) {
    part("name").value = "";
    await list();
    part("says").textContent = `${name} was added. From now on it signs you in.`;
  }
}

part("add").addEventListener("submit", async event => {
  event.preventDefault();
  const pressed = event.submitter ?? part("add").querySelector("button");
  part("says").textContent = "";
  pressed.disabled = true;
  await add(part("name").value.trim());
  pressed.disabled = false;
});

await list();
part("add").hidden = !canBeAsked;
if (!canBeAsked) part("says").textContent = cannot;
