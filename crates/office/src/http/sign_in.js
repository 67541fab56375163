// The link's secret leaves the address before anything else happens, so that it stays in no history.
const link = location.hash.slice(1);
history.replaceState(null, "", "/sign-in");

const part = id => document.getElementById(id);
const silent = "The office did not answer. Look whether it is running, then try again.";

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
  shown.querySelector("input").focus();
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
  }
} else {
  form("sign-in", "/api/sign-in", {});
}
