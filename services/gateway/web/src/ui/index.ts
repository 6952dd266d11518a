// What every part of the page is made of.
export { Avatar, hash } from "./avatar";
export { Badge, type Tone } from "./badge";
export { Button, type ButtonProps, IconButton, type IconButtonProps } from "./button";
export { Combobox } from "./combobox";
export { confirm, ConfirmHost, Dialog } from "./dialog";
export { Empty, Skeleton } from "./empty";
export { InlineEdit, TextField } from "./field";
export { Icon, type IconName } from "./icon";
export { Kbd } from "./kbd";
export { Menu, MenuHost, type MenuItem, openMenu } from "./menu";
export { Pane } from "./pane";
export { place, point } from "./place";
export { Popover } from "./popover";
export { Spinner } from "./spinner";
export { type Tab, Tabs } from "./tabs";
export { Age, compact, Elapsed, stopwatch, Time, when } from "./time";
export { attempt, toast, ToastHost, type ToastOptions, toastProblem } from "./toast";
export { TooltipHost } from "./tooltip";
