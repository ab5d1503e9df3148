export { didYouMean, nearest } from '@racetower/engine';
