/** What is followed at the moment, for people who look for mistakes. */

import { subscriptions } from "../client/connection";
import { ViewTopic } from "../client/view-topic";

export interface FollowedTopic {
  topic: string;
  followers: number;
  status: "refused" | "loading" | "live";
  /** The newest cursor or index that was heard. */
  cursor: number | null | undefined;
  views: number;
  heardAt: number | undefined;
}

export function topics(): FollowedTopic[] {
  return subscriptions.list().map(({ topic, followers, isRefused }) => {
    const followed = subscriptions.find(topic);
    const views = followed instanceof ViewTopic ? followed : undefined;
    const isLoading = views !== undefined && !views.isComplete();
    return {
      topic,
      followers,
      status: isRefused ? "refused" : isLoading ? "loading" : "live",
      cursor: followed?.since(),
      views: views?.values.keys().length ?? 0,
      heardAt: views?.heardAt || undefined,
    };
  });
}
