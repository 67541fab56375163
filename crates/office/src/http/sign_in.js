// The secret leaves the address before anything else happens, so that it stays in no history.
const link = location.hash.slice(1);
history.replaceState(null, "", "/sign-in");

const says = document.getElementById("says");
try {
  const answer = await fetch("/api/sign-in", { method: "POST", body: JSON.stringify({ link }) });
  if (answer.ok) {
    location.replace("/");
  } else {
    says.textContent = (await answer.json()).sentence;
  }
} catch {
  says.textContent = "The office did not answer. Look whether it is running, then open the link again.";
}
