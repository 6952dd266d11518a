import { Show, type JSX } from "solid-js";

import { Age, Avatar, Icon, type IconName } from "../ui";
import type { Review, ReviewVerdict } from "../wire";

const VERDICTS: Record<ReviewVerdict, { text: string; icon: IconName }> = {
  approved: { text: "approved", icon: "circle-check" },
  changesRequested: { text: "wants changes", icon: "circle-x" },
  commented: { text: "commented", icon: "message-square" },
  dismissed: { text: "was dismissed", icon: "circle-slash" },
};

/** Somebody's review; of somebody who was asked and has not given one, only the login. */
export function ReviewRow(props: { review?: Review; login?: string }): JSX.Element {
  const login = () => props.review?.login ?? props.login ?? "a deleted account";
  return (
    <li class="check-row">
      <Avatar name={login()} size={20} />
      <div class="check-about">
        <span class="check-name">{login()}</span>
      </div>
      <Show when={props.review} fallback={<span class="check-summary">was asked, and has not answered yet</span>}>
        {(review) => (
          <>
            <span class={`review-verdict review-${review().verdict}`}>
              <Icon name={VERDICTS[review().verdict].icon} />
              {VERDICTS[review().verdict].text}
              <Show when={review().isOutdated}>
                <span class="check-summary"> (of an older commit)</span>
              </Show>
            </span>
            <Age at={review().at} class="check-time" />
          </>
        )}
      </Show>
    </li>
  );
}
