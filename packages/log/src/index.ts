export { canonicalJson, CHAIN_START, chainHash } from './canonical.ts';
export { type Codec, CODECS, decode, type Row } from './codecs.ts';
export { copyLog } from './copy.ts';
export type { Answered, AnsweredRequest, Appended, AppendRequest, FactLog, Following, Tail, Verified } from './log.ts';
export { LogError, type LogErrorCode } from './log-error.ts';
export { isAway } from './postgres/patience.ts';
export { isPostgresUrl, openPool, type PostgresOptions, PostgresStore, shownUrl } from './postgres/postgres-store.ts';
export {
  type BucketAt,
  drawFrom,
  drawLabel,
  type DrawProof,
  drawSeveral,
  type ProvedDraw,
  SEED_DRAWING,
  seedHash,
  verifyDraws,
} from './seed-draw.ts';
export { clubOfLog, openSqliteLog } from './sqlite-log.ts';
