"""La hoja Resumen: cómo va la entidad de un vistazo, por dependencia y en un gráfico."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.columnas import Clase
from almacen.libros.contenido import Molde
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.estilos import (
    AZUL,
    FORMATO_PUNTOS,
    GRIS,
    GRIS_CLARO,
    alineacion,
    letra,
    poner_en_pagina,
    relleno,
    repartir_en_paginas,
)
from almacen.libros.grafico import (
    grafico_de_bandas,
    grafico_de_dependencias,
    grafico_de_fuentes,
    grafico_de_momentos,
)
from almacen.libros.informe import bandas_a_la_vista, importadas_sin_reporte, razones_en_orden
from almacen.libros.medidas import (
    DINERO,
    FINANCIERO,
    FISICO,
    RAZONES,
    TARJETAS,
    con_razones,
    medidas,
    montos,
    nombre_de_fuente,
    sumas_de,
)
from almacen.libros.por_partes import Formula, LibroPorPartes
from almacen.libros.tabla import alto_de, encabezado, pintar_semaforo
from almacen.libros.totales import suma
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.financiero import Saldos
from dominio.reglas.cortes import fecha_de_referencia
from dominio.valores.fechas import a_bogota

NOMBRE = "Resumen"
_ANCHOS = (44, 20, 20, 27, 20, 20, 17, 17, 17, 17)
# Cuántos caben a lo ancho de una hoja carta horizontal a tamaño natural.
_CARACTERES_DE_CARTA = 126
_CM_POR_FILA = 0.53


def escribir_resumen(libro: LibroPorPartes, consolidado: Consolidado) -> None:
    """Agrega la hoja Resumen al libro."""
    hoja: Worksheet = libro.libro.create_sheet(NOMBRE)
    for n, ancho in enumerate(_ANCHOS, start=1):
        hoja.column_dimensions[letra_de_columna(n)].width = ancho
    poner_en_pagina(hoja)
    repartir_en_paginas(hoja, (), sum(_ANCHOS), cabe=_CARACTERES_DE_CARTA)
    _Resumen(libro, hoja, consolidado).escribir()


class _Resumen:
    """Escribe la hoja de arriba abajo y recuerda en qué fila va."""

    def __init__(self, libro: LibroPorPartes, hoja: Worksheet, consolidado: Consolidado) -> None:
        self._libro = libro
        self._hoja = hoja
        self._consolidado = consolidado
        self._fila = 0
        self._resultados: dict[int, object] = {}
        self._general = consolidado.general
        self._bandas = bandas_a_la_vista(consolidado)
        self._texto = Molde(hoja, Clase.TEXTO, orden=alineacion(Clase.TEXTO, "center"))
        self._numero = Molde(hoja, Clase.NUMERO, formato="#,##0", orden=alineacion(Clase.NUMERO, "center"))
        self._puntos = Molde(hoja, Clase.PORCENTAJE, orden=alineacion(Clase.PORCENTAJE, "center"))

    def escribir(self) -> None:
        c = self._consolidado
        self._portada()
        self._tarjetas()
        self._semaforo()
        self._titulo("Por dependencia: avance físico")
        dependencias = self._por_dependencia()
        self._titulo("Por dependencia: ejecución financiera (pesos)")
        dinero = self._dinero("Dependencia", [(e.nombre, e.saldos) for e in c.dependencias])
        fuentes = sorted(c.fuentes, key=lambda fuente: fuente.saldos.definitiva, reverse=True)
        nombradas = [(nombre_de_fuente(fuente), fuente.saldos) for fuente in fuentes]
        del_dinero = None
        if nombradas:
            self._titulo("Por fuente de financiación (pesos)")
            del_dinero = self._dinero("Fuente de financiación", nombradas)
        self._nota(
            "Obligaciones / definitiva es la que suele llamarse ejecución. «No aplica»: no hay apropiación "
            "(o no hay obligaciones) contra la cual medir."
        )
        if c.dependencias:
            self._graficos(dependencias, dinero, del_dinero, nombradas)

    def _graficos(
        self,
        dependencias: int,
        dinero: tuple[int, int],
        fuentes: tuple[int, int] | None,
        nombradas: Sequence[tuple[str, Saldos]],
    ) -> None:
        """En su propia página: dos a la izquierda y dos a la derecha."""
        self._hoja.row_breaks.append(Break(id=self._fila))
        c = self._consolidado
        arriba = self._fila + 2
        primero = grafico_de_dependencias(self._hoja, c.dependencias, dependencias)
        self._hoja.add_chart(primero, f"A{arriba}")
        alto = primero.height
        if fuentes is not None:
            del_dinero = grafico_de_fuentes(self._hoja, nombradas, fuentes[0])
            self._hoja.add_chart(del_dinero, f"E{arriba}")
            alto = max(alto, del_dinero.height)
        abajo = arriba + math.ceil(alto / _CM_POR_FILA) + 1
        self._hoja.add_chart(grafico_de_momentos(self._hoja, c.general.saldos, *dinero), f"A{abajo}")
        if c.general.bandas:
            self._hoja.add_chart(
                grafico_de_bandas(self._hoja, c.general.bandas, self._primera_banda), f"E{abajo}"
            )

    def _agregar(self, celdas: Sequence[Cell | None], alto: float | None = None) -> None:
        self._fila += 1
        for columna, valor in self._resultados.items():
            self._libro.anotar_resultado(self._hoja, f"{letra_de_columna(columna)}{self._fila}", valor)
        self._resultados.clear()
        if alto is not None:
            self._hoja.row_dimensions[self._fila].height = alto
        self._hoja.append(list(celdas))

    def _celda(self, molde: Molde, valor: object, columna: int) -> Cell:
        """La celda de esa columna (desde 1) de la próxima fila, con su valor o su fórmula."""
        if not isinstance(valor, Formula):
            return molde.copia(valor)
        celda = molde.copia(valor.valor)
        celda.value = valor.texto
        self._resultados[columna] = valor.valor
        return celda

    def _suelto(self, texto: str, tamano: float, color: str, *, negrita: bool = False) -> Cell:
        molde = Molde(
            self._hoja,
            Clase.TEXTO,
            fuente=letra(tamano, negrita=negrita, color=color),
            orden=Alignment(vertical="center"),
            borde=False,
        )
        return molde.con(texto)

    def _titulo(self, texto: str) -> None:
        self._agregar([])
        self._agregar([self._suelto(texto, 12, AZUL, negrita=True)], 20)

    def _nota(self, texto: str) -> None:
        self._agregar([self._suelto(texto, 9, GRIS)])

    def _portada(self) -> None:
        c = self._consolidado
        cuando = a_bogota(c.control.generado_en)
        self._agregar([self._suelto("Consolidado del Plan de Acción", 18, AZUL, negrita=True)], 28)
        entidad = f"{c.entidad.nombre} ({c.entidad.codigo})"
        self._agregar([self._suelto(entidad, 13, "000000", negrita=True)], 20)
        ambito = f" · {c.dependencia}" if c.dependencia else ""
        dia = fecha_de_referencia(c.dia, c.corte)
        version = f" · {c.version}" if c.version else ""
        linea = f"Vigencia {c.vigencia} · Corte {c.corte}, medido al {dia:%d/%m/%Y}{version}{ambito}"
        self._agregar([self._suelto(linea, 11, "000000")])
        self._nota(f"Generado el {cuando:%d/%m/%Y a las %H:%M} (hora de Bogotá) por {c.control.pedido_por}")

    def _tarjetas(self) -> None:
        self._titulo("Cómo vamos")
        g = self._general
        orden = Alignment(horizontal="center", vertical="center")
        fondo, fuente = relleno(GRIS_CLARO), letra(16, negrita=True, color=AZUL)
        puntos = Molde(
            self._hoja, Clase.PORCENTAJE, formato=FORMATO_PUNTOS, fuente=fuente, fondo=fondo, orden=orden
        )
        numero = Molde(self._hoja, Clase.NUMERO, formato="#,##0", fuente=fuente, fondo=fondo, orden=orden)
        valores = medidas(g)
        self._agregar([encabezado(self._hoja, titulo) for titulo in TARJETAS], 22)
        celdas = [(puntos if n < 2 else numero).copia(valor) for n, valor in enumerate(valores)]
        self._agregar(celdas, 34)
        pintar_semaforo(self._hoja, f"C{self._fila}", self._bandas)
        metas = "1 meta" if g.metas == 1 else f"{g.metas} metas"
        self._nota(
            f"El avance es la media de {metas} con programación en la "
            f"vigencia; las no programadas (NP) no cuentan. Actividades con el último reporte sin revisar: "
            f"{g.sin_revisar}."
        )
        importadas = importadas_sin_reporte(self._consolidado)
        if importadas:
            quienes = "1 actividad tiene" if importadas == 1 else f"{importadas} actividades tienen"
            self._nota(f"{quienes} avance importado de un libro y ningún reporte: cuentan como sin reporte.")

    def _semaforo(self) -> None:
        self._titulo("Semáforo y razones financieras")
        del_general = list(zip(RAZONES, razones_en_orden(self._general.razones), strict=True))
        bandas = list(self._general.bandas)
        self._agregar(
            [
                encabezado(self._hoja, "Semáforo"),
                encabezado(self._hoja, "Actividades"),
                None,
                encabezado(self._hoja, "Razón financiera"),
                encabezado(self._hoja, "Valor"),
            ],
            20,
        )
        self._primera_banda = primera = self._fila + 1
        ultima = primera + len(bandas) - 1
        de_bandas: list[tuple[str, object]] = [(banda.nombre, cuantas) for banda, cuantas in bandas]
        if bandas:
            total = suma(self._general.actividades, [n for _, n in bandas], f"B{primera}:B{ultima}")
            de_bandas.append(("Total", total))
        for n in range(max(len(de_bandas), len(del_general))):
            celdas: list[Cell | None] = [None] * 5
            if n < len(de_bandas):
                celdas[0] = self._texto.copia(de_bandas[n][0])
                celdas[1] = self._celda(self._numero, de_bandas[n][1], 2)
            if n < len(del_general):
                celdas[3] = self._texto.copia(del_general[n][0])
                celdas[4] = self._puntos.copia(del_general[n][1])
            self._agregar(celdas, 17)
        pintar_semaforo(self._hoja, f"A{primera}:A{self._fila}", self._bandas)

    def _por_dependencia(self) -> int:
        """Una fila por dependencia y la del total; devuelve la primera."""
        self._agregar([encabezado(self._hoja, titulo) for titulo in ("Dependencia", *TARJETAS)], 32)
        estados = self._consolidado.dependencias
        primera, ultima = self._fila + 1, self._fila + len(estados)
        for estado in estados:
            celdas = self._fila_de(estado.nombre, medidas(estado), FISICO)
            self._agregar(celdas, alto_de([estado.nombre], _ANCHOS[:1]))
        totales = sumas_de(medidas(self._general), [medidas(estado) for estado in estados], primera)
        self._agregar(self._fila_de("Total", totales, FISICO, es_total=True), 18)
        pintar_semaforo(self._hoja, f"D{primera}:D{ultima + 1}", self._bandas)
        return primera

    def _dinero(self, titulo: str, renglones: Sequence[tuple[str, Saldos]]) -> tuple[int, int]:
        """Una fila por renglón y la del total; devuelve la primera y la última sin el total."""
        self._agregar([encabezado(self._hoja, t) for t in (titulo, *FINANCIERO)], 32)
        primera, ultima = self._fila + 1, self._fila + len(renglones)
        for nombre, saldos in renglones:
            valores = con_razones(montos(saldos), saldos, self._fila + 1)
            self._agregar(self._fila_de(nombre, valores, DINERO), alto_de([nombre], _ANCHOS[:1]))
        general = self._general.saldos
        totales = sumas_de(montos(general), [montos(saldos) for _, saldos in renglones], primera)
        valores = con_razones(totales, general, self._fila + 1)
        self._agregar(self._fila_de("Total", valores, DINERO, es_total=True), 18)
        return primera, ultima

    def _rotulo(self, texto: str, fuente: Font, fondo: PatternFill | None) -> Cell:
        orden = alineacion(Clase.TEXTO, "center")
        return Molde(self._hoja, Clase.TEXTO, fuente=fuente, fondo=fondo, orden=orden).con(texto)

    def _fila_de(
        self,
        nombre: str,
        valores: Sequence[object],
        moldes: Sequence[tuple[Clase, str]],
        *,
        es_total: bool = False,
    ) -> list[Cell]:
        fuente = letra(10, negrita=es_total)
        fondo = relleno(GRIS_CLARO) if es_total else None
        celdas = [self._rotulo(nombre, fuente, fondo)]
        for columna, ((clase, formato), valor) in enumerate(zip(moldes, valores, strict=True), start=2):
            molde = Molde(
                self._hoja,
                clase,
                formato=formato,
                fuente=fuente,
                fondo=fondo,
                orden=alineacion(clase, "center"),
            )
            celdas.append(self._celda(molde, valor, columna))
        return celdas
