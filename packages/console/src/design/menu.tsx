import type { ReactNode } from 'react';
import { Button as AriaButton, Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import fields from './field.module.css';
import buttons from './button.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly says: ReactNode;
  readonly text: string;
  readonly do: () => void;
}

export interface MenuProps {
  /** What the button shows. */
  readonly children: ReactNode;
  readonly entries: readonly MenuEntry[];
}

/** A button that opens a list of things to do. */
export function Menu({ children, entries }: MenuProps) {
  return (
    <MenuTrigger>
      <AriaButton className={`${buttons['button']} ${buttons['bare']}`}>{children}</AriaButton>
      <Popover className={fields['choices'] ?? ''}>
        <AriaMenu items={entries.map((each) => ({ ...each }))} onAction={(key) => entries.find((each) => each.id === key)?.do()}>
          {({ id, says, text }) => (
            <MenuItem id={id} textValue={text} className={fields['item'] ?? ''}>
              {says}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
