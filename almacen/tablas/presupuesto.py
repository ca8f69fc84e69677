"""Tablas del dinero: registros financieros, apropiación, POAI y PAC. Pesos en centavos."""

from __future__ import annotations

from datetime import date

from sqlmodel import SQLModel

from almacen.tablas import columnas as c


class TablaRegistro(SQLModel, table=True):
    """Actividad × fuente, o proyecto × fuente si no tiene actividad.

    ``definitiva`` nula significa que no se ha cargado ejecución: vale el monto programado.
    """

    __tablename__ = "registro"
    __table_args__ = (
        c.indice("uq_registro_actividad_fuente", "actividad_id", "clave_fuente", unico=True),
        c.indice(
            "uq_registro_proyecto_fuente",
            "proyecto_id",
            "clave_fuente",
            unico=True,
            donde="actividad_id IS NULL",
        ),
        c.indice("ix_registro_vigencia", "entidad_id", "vigencia"),
        *c.no_negativo("monto", "definitiva", "cdp", "compromisos", "obligaciones", "pagos"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    actividad_id: int | None = c.ajena("actividad.id", nulo=True)
    proyecto_id: int | None = c.ajena("proyecto.id", nulo=True)
    dependencia_id: int = c.ajena("dependencia.id")
    clave_fuente: str = c.texto()
    fuente_codigo: str | None = c.texto(nulo=True)
    fuente: str | None = c.texto(nulo=True)
    monto: object = c.pesos(inicial=0)
    contratacion: bool | None = c.logico_o_nada()
    definitiva: object = c.pesos(nulo=True)
    cdp: object = c.pesos(inicial=0)
    compromisos: object = c.pesos(inicial=0)
    obligaciones: object = c.pesos(inicial=0)
    pagos: object = c.pesos(inicial=0)
    retirado: bool = c.logico(inicial=False)
    orden: int = c.entero()
    version: int = c.entero(inicial=0)


class TablaApropiacion(SQLModel, table=True):
    """De dónde sale la definitiva de un registro, según el último libro de ejecución."""

    __tablename__ = "apropiacion"

    registro_id: int = c.ajena("registro.id", primaria=True)
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    inicial: object = c.pesos(nulo=True)
    adiciones: object = c.pesos(nulo=True)
    reducciones: object = c.pesos(nulo=True)
    creditos: object = c.pesos(nulo=True)
    contracreditos: object = c.pesos(nulo=True)
    fecha_corte: date | None = c.dia(nulo=True)


class TablaPoai(SQLModel, table=True):
    """Renglón del POAI tal como vino: proyecto × meta × fuente."""

    __tablename__ = "poai"
    __table_args__ = (c.indice("ix_poai_vigencia", "entidad_id", "vigencia"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    orden: int = c.entero()
    bpin: str = c.texto()
    proyecto: str | None = c.texto(nulo=True)
    meta_codigo: str | None = c.texto(nulo=True)
    dependencia: str | None = c.texto(nulo=True)
    fuente_codigo: str | None = c.texto(nulo=True)
    fuente: str | None = c.texto(nulo=True)
    apropiacion: object = c.pesos()


class TablaPac(SQLModel, table=True):
    """Renglón del PAC tal como vino: doce meses de pagos por proyecto × fuente."""

    __tablename__ = "pac"
    __table_args__ = (c.indice("ix_pac_vigencia", "entidad_id", "vigencia"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    orden: int = c.entero()
    bpin: str = c.texto()
    fuente_codigo: str | None = c.texto(nulo=True)
    fuente: str | None = c.texto(nulo=True)
    enero: object = c.pesos()
    febrero: object = c.pesos()
    marzo: object = c.pesos()
    abril: object = c.pesos()
    mayo: object = c.pesos()
    junio: object = c.pesos()
    julio: object = c.pesos()
    agosto: object = c.pesos()
    septiembre: object = c.pesos()
    octubre: object = c.pesos()
    noviembre: object = c.pesos()
    diciembre: object = c.pesos()
