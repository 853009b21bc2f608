/** Dialogs are native `<dialog>`: what the element does not do by itself. */

/** Opens the dialog; the safe answer (`.safe`) has the focus. */
export function asking(dialog: HTMLDialogElement): void {
  dialog.showModal();
  dialog.querySelector<HTMLButtonElement>('.safe')?.focus();
}
