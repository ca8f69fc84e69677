"""Cómo se dice lo que trae un libro: sin engañar con ceros, sin repetirse y sin confundir."""

from __future__ import annotations

from bot.cli.equivalencias import en_la_terminal
from bot.textos.contenido_de_libro import contenido
from bot.textos.lectura_de_libro import codigos_dudosos, cuenta_de, explicacion
from bot.textos.valores_dudosos import valores_dudosos
from dominio.modelo.lectura import CodigoDudoso, LecturaDeHoja, ValorDudoso
from dominio.modelo.libro import ContenidoDeInstrumento, LibroLeido, ResumenImportacion, TipoLibro
from dominio.modelo.perfil import CampoDePerfil, HojaDePerfil, Perfil, Propuesta
from dominio.reglas.contenido_del_libro import otros_instrumentos
from dominio.valores.dinero import Pesos
from tests.dominio.reglas.test_libro_con_perfil import gasto


def _resumen(*otros: ContenidoDeInstrumento) -> ResumenImportacion:
    return ResumenImportacion(0, 0, 0, 0, 0, Pesos.CERO, (), 0, (), otros=otros)


def test_un_libro_sin_plan_no_dice_ceros() -> None:
    """Dice las metas del indicativo y los renglones de ejecución con lo que suman."""
    libro = LibroLeido(ejecucion=(gasto(2, definitiva=1_000), gasto(3, definitiva=500)))
    dicho = contenido(_resumen(ContenidoDeInstrumento(TipoLibro.INDICATIVO, 331), *otros_instrumentos(libro)))

    assert "331 metas del Plan Indicativo" in dicho
    assert "2 renglones de ejecución, apropiación definitiva de $1.500" in dicho
    assert "0 metas" not in dicho
    assert "0 metas · 0 actividades" in contenido(_resumen())


def test_lo_contradicho_no_queda_vacio() -> None:
    """Un valor que no se leyó queda vacío; una contradicción conserva lo primero."""
    malo = ValorDudoso("H", "A1", "inicio", "fecha_imposible", "x", "no es una fecha")
    otro = ValorDudoso("H", "B2", "meta", "renglones_contradictorios", "y", "quedó lo primero")
    dicho = "\n".join(valores_dudosos([malo, otro]))

    assert "1 valor no se pudo leer</b> y queda vacío" in dicho
    assert "1 valor contradice lo que el libro dijo antes</b>; queda lo primero" in dicho


def test_el_codigo_conservado_se_dice_aparte() -> None:
    """No se ofrece aceptar lo que ya se conservó."""
    por_aceptar = CodigoDudoso("bpin", "1", "2", (), 1, "porque sí")
    conservado = CodigoDudoso("actividad", "1", "01", (), 1, "perdió su cero", conservado=True)

    assert "se conserva el guardado" in "\n".join(codigos_dudosos([conservado]))
    assert "si no acepta" not in "\n".join(codigos_dudosos([conservado]))
    assert len(codigos_dudosos([por_aceptar, conservado])) == 4


def test_explicacion_no_repite_y_dice_de_que_instrumento() -> None:
    """La hoja que no se lee sale una vez; el dato de dos instrumentos dice de cuál es."""
    campos = tuple(
        CampoDePerfil(tipo, "bpin", constante="1") for tipo in (TipoLibro.PLAN, TipoLibro.EJECUCION)
    )
    copia = (("Copia", "repite otra"),)
    hojas = tuple(HojaDePerfil(nombre, campos, 3, excluidas=copia) for nombre in "AB")
    aviso = "La hoja «Copia» no se lee: repite otra."
    perfil = Perfil("p", "h", hojas)
    dicho = explicacion(perfil, Propuesta(perfil, avisos=(aviso,)), LibroLeido(avisos=(aviso,)))

    assert dicho.count("Copia") == 1
    assert dicho.count("(Plan de Acción)") == dicho.count("(Ejecución)") == 2
    assert "1 fila leída de 2 con datos" in cuenta_de(LecturaDeHoja("H", 1, 2, 1))[0]


def test_ordenes_del_chat_con_su_orden_de_terminal() -> None:
    """Solo las órdenes: una ruta de archivo queda igual."""
    assert en_la_terminal("pida /exportar.") == "pida «asistente exportar consolidado»."
    assert en_la_terminal("/datos/exportar/x") == "/datos/exportar/x"
