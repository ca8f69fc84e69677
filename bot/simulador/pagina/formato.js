// Texto con entidades (desplazamientos UTF-16, que son los de las cadenas de JavaScript) a nodos.
export function nodo(etiqueta, clase, ...hijos) {
  const elemento = document.createElement(etiqueta);
  if (clase) elemento.className = clase;
  elemento.append(...hijos);
  return elemento;
}

const ETIQUETAS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

function enlace(direccion, hijos) {
  const elemento = nodo("a", "", ...hijos);
  elemento.href = /^(https?|mailto|tg):/.test(direccion) ? direccion : `https://${direccion}`;
  elemento.target = "_blank";
  elemento.rel = "noopener noreferrer";
  return elemento;
}

function envolver(entidad, texto, hijos, alComando) {
  if (ETIQUETAS[entidad.type]) return nodo(ETIQUETAS[entidad.type], "", ...hijos);
  if (entidad.type === "text_link") return enlace(entidad.url, hijos);
  if (entidad.type === "url") return enlace(texto, hijos);
  if (entidad.type === "email") return enlace(`mailto:${texto}`, hijos);
  if (entidad.type === "bot_command") {
    const boton = nodo("button", "comando", ...hijos);
    boton.type = "button";
    boton.onclick = () => alComando(texto);
    return boton;
  }
  if (entidad.type === "spoiler") {
    const boton = nodo("button", "tapado", ...hijos);
    boton.type = "button";
    boton.setAttribute("aria-label", "Texto oculto: mostrar");
    boton.onclick = () => boton.replaceWith(...boton.childNodes);
    return boton;
  }
  return nodo("span", "", ...hijos);
}

export function conFormato(texto, entidades, alComando) {
  const tramo = (desde, hasta, pendientes) => {
    const salida = [];
    let posicion = desde;
    while (pendientes.length) {
      const [entidad, ...resto] = pendientes;
      const fin = Math.min(entidad.offset + entidad.length, hasta);
      if (entidad.offset < posicion || fin <= entidad.offset) { pendientes = resto; continue; }
      if (entidad.offset > posicion) salida.push(texto.slice(posicion, entidad.offset));
      const dentro = resto.filter((otra) => otra.offset < fin);
      const hijos = tramo(entidad.offset, fin, dentro);
      salida.push(envolver(entidad, texto.slice(entidad.offset, fin), hijos, alComando));
      posicion = fin;
      pendientes = resto.filter((otra) => otra.offset >= fin);
    }
    if (posicion < hasta) salida.push(texto.slice(posicion, hasta));
    return salida;
  };
  return tramo(0, texto.length, [...(entidades || [])]);
}

export function iniciales(nombre) {
  const partes = nombre.trim().split(/\s+/);
  return ((partes[0]?.[0] || "") + (partes.length > 1 ? partes[partes.length - 1][0] : "")).toUpperCase();
}

export function pesoDe(bytes) {
  const formato = (valor, unidad) => `${valor.toLocaleString("es-CO", { maximumFractionDigits: 1 })} ${unidad}`;
  if (bytes < 1024) return formato(bytes, "B");
  return bytes < 1048576 ? formato(bytes / 1024, "KB") : formato(bytes / 1048576, "MB");
}
