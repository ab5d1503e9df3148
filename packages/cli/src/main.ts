import { terminal } from './output.ts';
import { racetower } from './racetower.ts';

// A reader that has seen enough (`racetower … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await racetower(process.argv.slice(2), terminal());
