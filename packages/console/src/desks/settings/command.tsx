import styles from './settings.module.css';

/** A command for whoever sits at the machine, with what it is for. */
export function Command({ how, command }: { readonly how: string; readonly command: string }) {
  return (
    <div className={styles['command']}>
      <p className="quiet">{how}</p>
      <pre tabIndex={0} aria-label={how}>
        {command}
      </pre>
    </div>
  );
}
