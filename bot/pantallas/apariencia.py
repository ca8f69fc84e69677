"""Cómo se ve la página: hoja de estilo y buscador, para teléfono, escritorio, impresora y modo oscuro."""

from __future__ import annotations

ESTILO = """
:root { color-scheme: light dark;
  --fondo: #dfe7e2; --hoja: #f6f8f7; --letra: #17211c; --suave: #55635b; --borde: #c4d0c9;
  --bot: #ffffff; --propia: #e1f6cf; --boton: #e7eef5; --boton-letra: #1d5a8e; --acento: #1b7a55; }
@media (prefers-color-scheme: dark) { :root {
  --fondo: #0e1512; --hoja: #151e1a; --letra: #e6ede9; --suave: #9fb0a7; --borde: #2d3a33;
  --bot: #1f2b26; --propia: #1f4734; --boton: #24323f; --boton-letra: #9cc9f0; --acento: #57c796; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 6.5rem; }
body { margin: 0; background: var(--hoja); color: var(--letra);
  font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Color Emoji", sans-serif; }
header { position: sticky; top: 0; z-index: 2; background: var(--hoja); border-bottom: 1px solid var(--borde);
  padding: .6rem 1rem; display: flex; gap: .8rem; align-items: center; flex-wrap: wrap; }
header h1 { font-size: 1.05rem; margin: 0; flex: 1 1 12rem; }
#buscar { flex: 1 1 12rem; min-width: 0; font: inherit; padding: .45rem .7rem; border-radius: .6rem;
  border: 1px solid var(--borde); background: var(--bot); color: var(--letra); }
#cuenta { color: var(--suave); font-size: .85rem; min-width: 6rem; }
a { color: var(--acento); }
nav { padding: .8rem 1rem; border-bottom: 1px solid var(--borde); }
nav ul { list-style: none; margin: .3rem 0 .8rem; padding: 0;
  display: flex; flex-wrap: wrap; gap: .3rem .5rem; }
nav a { display: inline-block; padding: .3rem .6rem; border: 1px solid var(--borde); border-radius: 1rem;
  text-decoration: none; }
nav h2 { font-size: .9rem; margin: 0; color: var(--suave); }
main { padding: 0 1rem 3rem; }
section > h2 { margin: 1.6rem 0 .3rem; font-size: 1.25rem; }
section > p { margin: .2rem 0 .8rem; color: var(--suave); max-width: 60rem; }
h3 { margin: 1.3rem 0 .5rem; font-size: 1rem; }
.rejilla { display: grid; gap: .9rem; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 358px), 1fr)); }
.escena { margin: 0; background: var(--fondo); border: 1px solid var(--borde);
  border-radius: .8rem; padding: .7rem; max-width: 390px; overflow: hidden;
  break-inside: avoid; }
.escena figcaption { font-size: .82rem; color: var(--suave); margin-bottom: .5rem; overflow-wrap: anywhere; }
.escena figcaption b { color: var(--letra); }
.burbuja { padding: .45rem .65rem; border-radius: .8rem; margin: .35rem 0; white-space: pre-wrap;
  overflow-wrap: anywhere; max-width: 94%; width: fit-content; background: var(--bot); font-size: .95rem; }
.burbuja.propia { background: var(--propia); margin-left: auto; }
.burbuja.aviso, .burbuja.aparte { margin: .35rem auto; font-size: .82rem; background: none;
  border: 1px dashed var(--suave); color: var(--suave); text-align: center; }
.burbuja code { font-size: .9em; background: var(--fondo); border-radius: .25rem; padding: 0 .2rem; }
.fila { display: flex; gap: .3rem; margin: .3rem 0; max-width: 94%; }
.fila span { flex: 1 1 0; min-width: 0; text-align: center; padding: .42rem .3rem; border-radius: .55rem;
  background: var(--boton); color: var(--boton-letra); font-size: .87rem; overflow-wrap: anywhere; }
.diagrama { display: block; max-width: 100%; height: auto; margin: .6rem 0; font-size: 12.5px; }
.diagrama text { fill: var(--letra); } .diagrama .fuerte { font-weight: 600; }
.diagrama .menor { font-size: 11px; fill: var(--suave); }
.diagrama rect { fill: var(--bot); stroke: var(--acento); stroke-width: 1.4; }
.diagrama rect.opcional { stroke-dasharray: 5 4; }
.diagrama rect.resumen { fill: var(--propia); } .diagrama rect.fin { fill: var(--boton); }
.diagrama line, .diagrama .curva { stroke: var(--suave); stroke-width: 1.4; fill: none; }
.diagrama path { fill: var(--suave); } .diagrama .curva { fill: none; stroke-dasharray: 4 4; }
[hidden] { display: none !important; }
@media print { header { position: static; } #buscar, #cuenta, nav { display: none; }
  body { font-size: 12px; } section { break-before: page; } }
"""

BUSCADOR = """
const caja = document.getElementById('buscar'), cuenta = document.getElementById('cuenta');
const llano = t => t.toLowerCase().normalize('NFD').replace(/[\\u0300-\\u036f]/g, '');
const escenas = [...document.querySelectorAll('.escena')].map(nodo => [nodo, llano(nodo.textContent)]);
const grupos = [...document.querySelectorAll('.grupo, main > section')];
function filtrar() {
  const palabras = llano(caja.value).split(/\\s+/).filter(Boolean);
  let hay = 0;
  for (const [nodo, texto] of escenas) {
    nodo.hidden = !palabras.every(p => texto.includes(p));
    hay += !nodo.hidden;
  }
  for (const grupo of grupos) grupo.hidden = palabras.length && !grupo.querySelector('.escena:not([hidden])');
  cuenta.textContent = hay === 1 ? '1 pantalla' : hay.toLocaleString('es-CO') + ' pantallas';
}
caja.addEventListener('input', filtrar);
filtrar();
"""
