// Kills processes under load fifty times on each store; `npm test` does it a few times.
process.env.RACETOWER_KILLS ??= '51';
process.argv.push('run', 'packages/server/src/club/kill.test.ts');
await import('../node_modules/vitest/vitest.mjs');
