/** Copies to dist/ what tsc leaves behind: the nodes' icons and codex files. */
const { src, dest, series } = require('gulp');

const icons = () => src('nodes/**/*.svg', { encoding: false }).pipe(dest('dist/nodes'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports.default = series(icons, codex);
