using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dubbing.Studio.Data.Migrations
{
    /// <summary>A project may have further languages. What is there is of the first one.</summary>
    [DbContext(typeof(StudioDb))]
    [Migration("20261201160000_Languages")]
    public partial class Languages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "Language", table: "Lines", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<Guid>(name: "SourceId", table: "Lines", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<string>(name: "SourceText", table: "Lines", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<bool>(name: "OwnTimes", table: "Lines", type: "INTEGER", nullable: false, defaultValue: false);
            migrationBuilder.CreateIndex(name: "IX_Lines_SourceId", table: "Lines", column: "SourceId");
            migrationBuilder.CreateTable(
                name: "Languages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    VoiceId = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Languages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Languages_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
            migrationBuilder.CreateIndex(name: "IX_Languages_ProjectId", table: "Languages", column: "ProjectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Lines of further languages would be lines of the script to an older studio.
            migrationBuilder.Sql("DELETE FROM \"Lines\" WHERE \"Language\" IS NOT NULL");
            migrationBuilder.DropTable(name: "Languages");
            migrationBuilder.Sql("DROP INDEX \"IX_Lines_SourceId\"");
            migrationBuilder.Sql("ALTER TABLE \"Lines\" DROP COLUMN \"Language\"");
            migrationBuilder.Sql("ALTER TABLE \"Lines\" DROP COLUMN \"SourceId\"");
            migrationBuilder.Sql("ALTER TABLE \"Lines\" DROP COLUMN \"SourceText\"");
            migrationBuilder.Sql("ALTER TABLE \"Lines\" DROP COLUMN \"OwnTimes\"");
        }
    }
}
