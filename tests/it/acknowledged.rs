//! What the tablet answered as kept, heard at the page's own calls. Nothing passes that would not pass without listening.

use anyhow::Result;
use serde_json::Value;
use tests::window::Window;

/// Notes each command that was answered as done, and what stood in the field with the cursor when it was sent.
pub(crate) fn listen(window: &Window) -> Result<()> {
    window.script(
        "window.kept = [];
        const ask = window.fetch;
        window.fetch = (...all) => {
            const field = document.activeElement?.value ?? null;
            const answer = ask(...all);
            answer.then(it => {
                const isDone = it.headers.get('Tauri-Response') === 'ok';
                if (isDone) window.kept.push({ command: String(all[0]).split('/').pop(), field });
            });
            return answer;
        };",
    )?;
    Ok(())
}

/// What stood in the field when the last change was sent that was answered as kept.
pub(crate) fn words(window: &Window) -> Result<String> {
    let fields = fields_at(window, "change_plan")?;
    let words = fields.into_iter().rev().find_map(|field| field.as_str().map(str::to_owned));
    Ok(words.unwrap_or_default())
}

/// What stood in the field when the last draft was sent that was answered as kept.
pub(crate) fn draft(window: &Window) -> Result<String> {
    let fields = fields_at(window, "keep_draft")?;
    Ok(fields.last().and_then(Value::as_str).unwrap_or_default().to_owned())
}

/// How many happenings of the sitting were answered as kept.
pub(crate) fn happenings(window: &Window) -> Result<usize> {
    Ok(fields_at(window, "sign")?.len())
}

fn fields_at(window: &Window, command: &str) -> Result<Vec<Value>> {
    let script = format!("return window.kept.filter(it => it.command === '{command}').map(it => it.field)");
    Ok(serde_json::from_value(window.script(&script)?)?)
}
