export { RepositoryPage } from "./RepositoryPage";
