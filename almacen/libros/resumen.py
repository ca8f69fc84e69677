"""La hoja Resumen: cómo va la entidad de un vistazo, por dependencia y en un gráfico."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from almacen.libros.columnas import Clase
from almacen.libros.contenido import Molde
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.estilos import (
    AZUL,
    FORMATO_DINERO,
    FORMATO_PUNTOS,
    GRIS,
    GRIS_CLARO,
    alineacion,
    letra,
    poner_en_pagina,
    relleno,
)
from almacen.libros.grafico import grafico_de_dependencias
from almacen.libros.informe import NO_APLICA, bandas_a_la_vista, razones_en_orden
from almacen.libros.tabla import alto_de, encabezado, pintar_semaforo
from dominio.modelo.consolidado import Consolidado, Estado
from dominio.reglas.cortes import fecha_de_referencia
from dominio.valores.fechas import a_bogota

NOMBRE = "Resumen"
_Medidor = Callable[[Estado, str, bool], list[Cell]]
_ANCHOS = (44, 19, 19, 27, 19, 19, 17, 17, 17, 17)
_DEPENDENCIAS_EN_UNA_PAGINA = 14
_TARJETAS = (
    "Avance",
    "Avance esperado",
    "Semáforo",
    "Metas medidas",
    "Actividades",
    "Sin reporte en el corte",
    "Sin revisar",
    "Vencidas",
)
_FINANCIERO = (
    "Apropiación definitiva",
    "CDP",
    "Compromisos",
    "Obligaciones",
    "Pagos",
    "CDP / definitiva",
    "Compromisos / definitiva",
    "Obligaciones / definitiva",
    "Pagos / obligaciones",
)


def escribir_resumen(libro: Workbook, consolidado: Consolidado) -> None:
    """Agrega la hoja Resumen al libro de solo escritura."""
    hoja: Worksheet = libro.create_sheet(NOMBRE)
    for n, ancho in enumerate(_ANCHOS, start=1):
        hoja.column_dimensions[letra_de_columna(n)].width = ancho
    poner_en_pagina(hoja)
    # Con pocas dependencias, tablas y gráfico caben en una sola hoja de papel.
    if len(consolidado.dependencias) <= _DEPENDENCIAS_EN_UNA_PAGINA:
        hoja.page_setup.fitToHeight = 1
    _Resumen(hoja, consolidado).escribir()


class _Resumen:
    """Escribe la hoja de arriba abajo y recuerda en qué fila va."""

    def __init__(self, hoja: Worksheet, consolidado: Consolidado) -> None:
        self._hoja = hoja
        self._consolidado = consolidado
        self._fila = 0
        self._general = consolidado.general
        self._bandas = bandas_a_la_vista(consolidado)
        self._texto = Molde(hoja, Clase.TEXTO, orden=alineacion(Clase.TEXTO, "center"))
        self._numero = Molde(hoja, Clase.NUMERO, formato="#,##0", orden=alineacion(Clase.NUMERO, "center"))
        self._puntos = Molde(hoja, Clase.PORCENTAJE, orden=alineacion(Clase.PORCENTAJE, "center"))

    def escribir(self) -> None:
        self._portada()
        self._tarjetas()
        self._semaforo()
        self._titulo("Por dependencia: avance físico")
        primera, ultima = self._por_dependencia(("Dependencia", *_TARJETAS), self._fisico)
        zona = f"D{primera}:D{ultima + 1}"
        pintar_semaforo(self._hoja, zona, self._bandas)
        self._titulo("Por dependencia: ejecución financiera (pesos)")
        self._por_dependencia(("Dependencia", *_FINANCIERO), self._financiero)
        self._nota(
            "Obligaciones / definitiva es la que suele llamarse ejecución. «No aplica»: no hay apropiación "
            "(o no hay obligaciones) contra la cual medir."
        )
        if self._consolidado.dependencias:
            self._agregar([])
            if len(self._consolidado.dependencias) > _DEPENDENCIAS_EN_UNA_PAGINA:
                self._hoja.row_breaks.append(Break(id=self._fila))
            grafico = grafico_de_dependencias(self._hoja, self._consolidado.dependencias, primera)
            self._hoja.add_chart(grafico, f"A{self._fila + 1}")

    def _agregar(self, celdas: Sequence[Cell | None], alto: float | None = None) -> None:
        self._fila += 1
        if alto is not None:
            self._hoja.row_dimensions[self._fila].height = alto
        self._hoja.append(list(celdas))

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
        dia = fecha_de_referencia(cuando.date(), c.corte)
        linea = f"Vigencia {c.vigencia} · Corte {c.corte}, medido al {dia:%d/%m/%Y}{ambito}"
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
        valores = _medidas(g)
        self._agregar([encabezado(self._hoja, titulo) for titulo in _TARJETAS], 22)
        celdas = [(puntos if n < 2 else numero).copia(valor) for n, valor in enumerate(valores)]
        self._agregar(celdas, 34)
        pintar_semaforo(self._hoja, f"C{self._fila}", self._bandas)
        self._nota(
            f"El avance es la media de {g.metas} metas con programación en la vigencia; las no programadas "
            f"(NP) no cuentan. Actividades con el último reporte sin revisar: {g.sin_revisar}."
        )

    def _semaforo(self) -> None:
        self._titulo("Semáforo y razones financieras")
        razones = list(zip(_FINANCIERO[5:], razones_en_orden(self._general.razones), strict=True))
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
        primera = self._fila + 1
        for n in range(max(len(bandas), len(razones))):
            celdas: list[Cell | None] = [None] * 5
            if n < len(bandas):
                celdas[0] = self._texto.copia(bandas[n][0].nombre)
                celdas[1] = self._numero.copia(bandas[n][1])
            if n < len(razones):
                celdas[3] = self._texto.copia(razones[n][0])
                celdas[4] = self._puntos.copia(razones[n][1])
            self._agregar(celdas, 17)
        pintar_semaforo(self._hoja, f"A{primera}:A{self._fila}", self._bandas)

    def _por_dependencia(self, titulos: Sequence[str], medir: _Medidor) -> tuple[int, int]:
        """Una fila por dependencia y la del total; devuelve la primera y la última de dependencias."""
        self._agregar([encabezado(self._hoja, titulo) for titulo in titulos], 32)
        primera = self._fila + 1
        for estado in self._consolidado.dependencias:
            self._agregar(medir(estado, estado.nombre, False), alto_de([estado.nombre], _ANCHOS[:1]))
        ultima = self._fila
        self._agregar(medir(self._general, "Total", True), 18)
        return primera, ultima

    def _fisico(self, estado: Estado, nombre: str, es_total: bool) -> list[Cell]:
        formatos = [FORMATO_PUNTOS, FORMATO_PUNTOS, *["#,##0"] * 6]
        clases = [Clase.PORCENTAJE, Clase.PORCENTAJE, Clase.SI_NO, *[Clase.NUMERO] * 5]
        return self._fila_de(nombre, _medidas(estado), list(zip(clases, formatos, strict=True)), es_total)

    def _financiero(self, estado: Estado, nombre: str, es_total: bool) -> list[Cell]:
        s = estado.saldos
        valores = (s.definitiva, s.cdp, s.compromisos, s.obligaciones, s.pagos)
        moldes = [(Clase.DINERO, FORMATO_DINERO)] * 5 + [(Clase.PORCENTAJE, FORMATO_PUNTOS)] * 4
        return self._fila_de(nombre, (*valores, *razones_en_orden(estado.razones)), moldes, es_total)

    def _rotulo(self, texto: str, fuente: Font, fondo: PatternFill | None) -> Cell:
        orden = alineacion(Clase.TEXTO, "center")
        return Molde(self._hoja, Clase.TEXTO, fuente=fuente, fondo=fondo, orden=orden).con(texto)

    def _fila_de(
        self, nombre: str, valores: Sequence[object], moldes: list[tuple[Clase, str]], es_total: bool
    ) -> list[Cell]:
        fuente = letra(10, negrita=es_total)
        fondo = relleno(GRIS_CLARO) if es_total else None
        celdas = [self._rotulo(nombre, fuente, fondo)]
        for (clase, formato), valor in zip(moldes, valores, strict=True):
            molde = Molde(
                self._hoja,
                clase,
                formato=formato,
                fuente=fuente,
                fondo=fondo,
                orden=alineacion(clase, "center"),
            )
            celdas.append(molde.con(valor))
        return celdas


def _medidas(estado: Estado) -> tuple[object, ...]:
    """Los ocho números de un ámbito, en el orden de las tarjetas."""
    return (
        NO_APLICA if estado.avance is None else estado.avance,
        NO_APLICA if estado.esperado is None else estado.esperado,
        estado.banda.nombre if estado.banda else NO_APLICA,
        estado.metas,
        estado.actividades,
        estado.sin_reporte,
        estado.sin_revisar,
        estado.vencidas,
    )
