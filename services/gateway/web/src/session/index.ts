// What other folders use of the session's part of the page.
export { type Attachment, attach, attachmentText, fileAttachment } from "./attachments";
export { SessionPane } from "./SessionPane";
