import { render, setTrustedTypesPolicy } from "solid-js/web";
import { identify } from "../client";
import { trustTemplates } from "./trusted";
import { Routes } from "./routes";
import "../ui/fonts.css";
import "../ui/tokens.css";
import "../ui/base.css";

setTrustedTypesPolicy(trustTemplates());
void identify();

const page = document.getElementById("page");
if (page) render(() => <Routes />, page);
