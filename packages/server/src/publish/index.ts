export { Club } from '../club/club.ts';
export { followsText, giveAway, sendAll, takeBack } from './carry.ts';
export { Publisher, type PublishingState } from './publisher.ts';
export { type Destination, PublishRefused, Remote, ServiceAway } from './remote.ts';
export { publishToken } from './token.ts';
export { writerOf } from './writer.ts';
