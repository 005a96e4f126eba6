/** The page's beginning: which of its two faces is wanted, the clerk's or the customer's, with what both need. */
import 'element-plus/es/components/base/style/css';
import 'element-plus/es/components/button/style/css';
import 'element-plus/es/components/dialog/style/css';
import 'element-plus/es/components/input/style/css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import './look.css';
import { createApp } from 'vue';
import { createApi } from './api.ts';
import App from './app.vue';
import { COUNTER, createCounter } from './counter.ts';
import CustomerDisplay from './customer-display.vue';
import { createLook, LOOK } from './look.ts';
import { createRights, RIGHTS } from './rights.ts';

const face = location.pathname === '/display' ? CustomerDisplay : App;
const api = createApi();
const rights = createRights(api);
createApp(face)
  .provide(LOOK, createLook())
  .provide(RIGHTS, rights)
  .provide(COUNTER, createCounter(api, rights.refresh))
  .mount('#app');
