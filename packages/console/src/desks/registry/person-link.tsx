import { Button } from '../../design/button.tsx';
import { useAt } from './at.ts';
import styles from './registry.module.css';

/** The name of somebody; opens their page. */
export function PersonLink({ name }: { readonly name: string }) {
  const { show } = useAt();
  return (
    <span className={styles['link']}>
      <Button kind="bare" onPress={() => show({ person: name })}>
        {name}
      </Button>
    </span>
  );
}
