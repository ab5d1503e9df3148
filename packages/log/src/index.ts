export { canonicalJson, CHAIN_START, chainHash } from './canonical.ts';
export { type Codec, CODECS, decode, type Row } from './codecs.ts';
export type { Answered, Appended, AppendRequest, FactLog, Verified } from './log.ts';
export { LogError, type LogErrorCode } from './log-error.ts';
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
