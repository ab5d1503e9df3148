import styles from './sign-in.module.css';

const LONG = 3;

/** A pill as it comes out of the bucket: it turns over once, and stands still for those who want no motion. */
export function Revealed({ drawn, large = false }: { readonly drawn: string; readonly large?: boolean }) {
  const size = !large ? '' : drawn.length > LONG ? styles['longPill'] : styles['largePill'];
  return <span className={`${styles['pill']} ${size}`}>{drawn}</span>;
}
