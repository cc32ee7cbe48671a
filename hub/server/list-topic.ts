import { type BoundTopic, bindTopic } from '../executor/binding.ts';
import { feedHead } from '../store/changes.ts';
import { listsTopic } from './list-contract.ts';

/** One row of the feed, whatever the lists hold. */
export const listsTopicSource: BoundTopic = bindTopic(listsTopic, (reader) => ({ seq: feedHead(reader).seq }));
