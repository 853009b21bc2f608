/** Menus are native `<details>`: what the element does not do by itself. */

/** Closes a menu and gives the focus back to what opened it. */
export function closeMenu(menu: HTMLDetailsElement | undefined): void {
  if (!menu?.open) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

/** The menu closes on Escape, on a click outside it, and when the focus goes elsewhere. */
export function closing(menu: HTMLDetailsElement): () => void {
  const leave = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    closeMenu(menu);
  };
  const outside = (event: MouseEvent): void => {
    if (menu.open && !menu.contains(event.target as Node)) menu.open = false;
  };
  menu.addEventListener('focusout', leave);
  menu.addEventListener('keydown', escape);
  window.addEventListener('click', outside);
  return () => {
    menu.removeEventListener('focusout', leave);
    menu.removeEventListener('keydown', escape);
    window.removeEventListener('click', outside);
  };
}
