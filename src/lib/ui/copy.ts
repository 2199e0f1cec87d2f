/**
 * Text to the clipboard, also where the browser has none to offer: on plain http `navigator.clipboard` does not exist.
 *
 * There the text is selected in a field and copied by the older command. The field stands beside `near`, so that it can be
 * selected inside an open dialog too. Answers whether it worked; where it did not, the visitor has to select the text.
 */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
  if (clipboard) {
    try {
      await clipboard.writeText(text);
      return true;
    } catch {
      // Refused by a permission: the older way does not ask.
    }
  }
  return copyBySelection(text, near);
}

/** The command is deprecated without a successor on plain http. */
interface OlderDocument {
  execCommand?: (command: 'copy') => boolean;
}

function copyBySelection(text: string, near: HTMLElement): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'hidden-text';
  field.readOnly = true;
  near.after(field);
  field.select();
  const isCopied = (document as OlderDocument).execCommand?.('copy') ?? false;
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
