export { type AmbLine, ambLine, ambLineJson, readAmbLine } from './amb-text/line.ts';
export type { Heard, HeardPassing, Protocol, Questions, Reader } from './heard.ts';
export { readResultFile } from './iracing/read-result-file.ts';
export {
  type FileDriver,
  type FileLeague,
  type FileSession,
  type ResultFile,
  ResultFileError,
  type ResultLine,
} from './iracing/result-file.ts';
export { isLoss, P3Decoder, type P3Heard } from './p3/decoder.ts';
export { type LossReason, LOSSES, type P3Loss } from './p3/frame.ts';
export { fieldName, namedFields, recordJson, torText } from './p3/names.ts';
export { passingFrame, type PassingToWrite } from './p3/passing-record.ts';
export { p3Protocol } from './p3/protocol.ts';
export type { P3Record } from './p3/record.ts';
export { type Passing, SPECIAL_PASSINGS, type SpecialPassing, type TimeDoubt } from './passing.ts';
export { type Crossing, fieldOf, type SimulatedCar, type SimulatedRace, simulateRace } from './simulator/crossings.ts';
export { type Outage, type SimulatedDecoder, type SimulatedDecoderSettings, simulateDecoder } from './simulator/simulated-decoder.ts';
export { type Clock, systemClock } from './source/clock.ts';
export type { Keeper, Recorder, SourceMemory, TimingEvent } from './source/event.ts';
export { type DecoderHealth, type LinkState, type Problem, type ProblemKind, PROBLEMS, type SourceHealth } from './source/health.ts';
export type { Gap } from './source/numbering.ts';
export { openSource, type SourceSettings, type TimingSource } from './source/source.ts';
export type { Dial, Wire, WireListener } from './source/wire.ts';
export { ambTextProtocol } from './amb-text/protocol.ts';
export { type Capture, type CaptureEntry, CaptureError, type CaptureHeader, entryLine, headerLine, readCapture } from './capture/format.ts';
export { p3Entries, rmonitorEntries } from './capture/from-stream.ts';
export { fileRecorder, recorderTo } from './capture/recorder.ts';
export { replayClock, type ReplayClock, replayDial } from './capture/replay.ts';
export { type Decoded, DECODED_AS, decodeFile, UnknownFile } from './decode/decode-file.ts';
export { PROTOCOLS } from './decode/protocols.ts';
export { csvProtocol } from './lines/csv.ts';
export { keyboardProtocol } from './lines/keyboard.ts';
export { linesProtocol } from './lines/protocol.ts';
export { type Board, type BoardCar, BoardReader } from './rmonitor/board.ts';
export { RMonitorFeed } from './rmonitor/feed.ts';
export { LIVE_FLAGS, type LiveCar, type LiveCrossing, type LiveFlag, type LiveRace, type LiveSession } from './rmonitor/live-race.ts';
export { rmonitorProtocol } from './rmonitor/protocol.ts';
export { readRMonitor } from './rmonitor/read.ts';
export type { RMonitorRecord } from './rmonitor/record.ts';
export {
  type FeedClient,
  type FeedSettings,
  PortProblem,
  RMONITOR_ADDRESS,
  RMonitorCast,
  type RMonitorServer,
  serveRMonitor,
  type ServerAddress,
} from './rmonitor/server.ts';
export { writeRMonitor } from './rmonitor/write.ts';
export { fileKeeper, KeptError } from './source/file-keeper.ts';
export { dialAddress, type GearAddress, NoAddress, readAddress } from './wires/address.ts';
export { NoSerialLibrary, serialDial, type SerialLibrary, serialLibrary, USUAL_BAUD } from './wires/serial.ts';
export { type ServedWire, serveTcp, tcpDial, tcpListenDial } from './wires/tcp.ts';
export { type PassFields, passOf } from './pass-command.ts';
export { type CarShown, liveRaceOf, type RaceShown } from './rmonitor/race-shown.ts';
export { loadProtocol, NoProtocol } from './decode/load-protocol.ts';
